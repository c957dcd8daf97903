// To which moments the trial's clock goes; run by DefinitionScreenIT.
import { dayIn, daysAfter, momentOn } from "../../main/resources/web/app/settings/days.ts";

declare const Deno: { test(name: string, run: () => void): void };

const ZONES = ["Europe/Riga", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"];

function equal(actual: unknown, expected: unknown, of = "") {
  if (actual !== expected) throw new Error(`${of}\n  was      ${actual}\n  expected ${expected}`);
}

Deno.test("a clock that is moved to a day shows that day, at each hour and over each change of summer time", () => {
  for (const zone of ZONES) {
    for (let hour = 0; hour < 24; hour++) {
      const now = Date.parse("2026-09-15T00:30:00Z") + hour * 3_600_000;
      for (let days = 1; days <= 366; days++) {
        const day = daysAfter(dayIn(zone, now), days);
        equal(dayIn(zone, Date.parse(momentOn(day, zone, now))), day, `${zone}, ${days} days after ${new Date(now).toISOString()}`);
      }
    }
  }
});

Deno.test("a day of a business is one of its zone", () => {
  equal(dayIn("Europe/Riga", Date.parse("2026-11-22T22:30:00Z")), "2026-11-23");
  equal(dayIn("America/New_York", Date.parse("2026-11-22T04:30:00Z")), "2026-11-21");
  equal(daysAfter("2026-12-31", 1), "2027-01-01");
});
