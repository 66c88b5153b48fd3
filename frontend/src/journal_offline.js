// A page of the journal from the server: its bar. The empty shell has journal_shell.js instead.
import { Device } from "./journal_device.js";

const root = document.querySelector("[data-journal-offline]");
if (root) new Device(root).start();
