// The bar on a page of the journal that comes from the server. The empty shell has shell.js instead.
import { Device } from "./device.js";

const root = document.querySelector("[data-journal-offline]");
if (root) new Device(root).start();
