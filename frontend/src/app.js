// Every page: the GOV.UK components that need a script, live status, printing and reading aloud.
import {
  Button,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
} from "govuk-frontend";
import { startLeaving } from "./journal/leave.js";
import { startGoing } from "./core/going.js";
import { startLiveStatus } from "./core/live.js";
import { startSession } from "./core/session.js";
import { offerReading } from "./core/reading.js";

for (const component of [Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink]) {
  createAll(component);
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
startGoing();
startLiveStatus();
startSession();
offerReading();
startLeaving();
