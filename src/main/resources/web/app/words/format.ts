import type { Session } from "../api/types";

/** Days, times and money as the business writes them: in its zone and currency. */
export class Format {
  private readonly day: Intl.DateTimeFormat;
  private readonly time: Intl.DateTimeFormat;
  private readonly amount: Intl.NumberFormat;
  private readonly count = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
  private readonly now: number;

  constructor(session: Session) {
    const timeZone = session.business.zone;
    this.day = new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", year: "numeric" });
    this.time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
    this.amount = new Intl.NumberFormat("en-GB", { style: "currency", currency: session.business.currency });
    this.now = Date.parse(session.now);
  }

  date(moment: string): string {
    return this.day.format(new Date(moment));
  }

  /** A day without a time is of no zone. */
  localDay(day: string): string {
    return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" }).format(new Date(day + "T00:00:00Z"));
  }

  /** A day of a chart: 3 Dec. */
  shortDay(day: string): string {
    return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" }).format(new Date(day + "T00:00:00Z"));
  }

  /** A moment by a clock on some wall, which is of no zone: 2026-03-01T23:59:59. */
  wall(local: string): string {
    return `${this.localDay(local.slice(0, 10))}${local.length > 10 && !/T00:00(:00)?$/.test(local) ? `, ${local.slice(11, 19)}` : ""}`;
  }

  dateTime(moment: string): string {
    return `${this.date(moment)}, ${this.time.format(new Date(moment))}`;
  }

  clock(moment: string): string {
    return this.time.format(new Date(moment));
  }

  money(value: unknown): string {
    return this.amount.format(Number(value));
  }

  number(value: unknown): string {
    return this.count.format(Number(value));
  }

  /** A share from 0 to 1; a small one is not nothing. */
  percent(share: number): string {
    return new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: share > 0 && share < 0.01 ? 1 : 0 }).format(share);
  }

  /** How far a moment is from now, by days: today, in 3 days, 2 months ago. */
  distance(moment: string): string {
    const days = Math.round((Date.parse(moment) - this.now) / 86_400_000);
    const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
    if (Math.abs(days) < 60) return relative.format(days, "day");
    if (Math.abs(days) < 730) return relative.format(Math.round(days / 30.44), "month");
    return relative.format(Math.round(days / 365.25), "year");
  }
}
