const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The day that it is in a zone, as date fields write it: 2026-11-30. */
export function dayIn(zone: string, moment: number): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(moment);
  const of = (type: string) => parts.find((one) => one.type === type)!.value;
  return `${of("year")}-${of("month")}-${of("day")}`;
}

/** So many days after a day. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day + "T00:00:00Z") + days * DAY).toISOString().slice(0, 10);
}

/** A moment of that day about as late in the day as now; near midnight an hour is not enough to land on the day beside, though summer time begins or ends. */
export function momentOn(day: string, zone: string, now: number): string {
  const days = Math.round((Date.parse(day + "T00:00:00Z") - Date.parse(dayIn(zone, now) + "T00:00:00Z")) / DAY);
  const guess = now + days * DAY;
  const landed = dayIn(zone, guess);
  return new Date(landed < day ? guess + HOUR : landed > day ? guess - HOUR : guess).toISOString();
}
