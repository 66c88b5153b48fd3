// A page of the journal from the server: its bar. The empty shell has shell.js instead.
import { Device } from "./device.js";

const root = document.querySelector("[data-journal-offline]");
if (root) new Device(root).start();
