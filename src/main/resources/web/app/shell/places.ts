export interface Place { href: string; title: string; path: string; says?: string }

/** Places that a phone's bar has room for. */
export const FIRST: Place[] = [
  { href: "/", title: "Home", path: "M4 11.500 12 5l8 6.500M6 10v9h12v-9" },
  { href: "/clients", title: "Clients", path: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c0-3.3 3.1-5.5 7-5.5s7 2.2 7 5.5" },
  { href: "/segments", title: "Segments", path: "M12 3a9 9 0 1 0 9 9h-9V3Zm3 .5V9h5.5A9 9 0 0 0 15 3.500Z" },
  { href: "/messages", title: "Messages", path: "M4 6h16v12H4V6Zm0 1 8 6 8-6" },
];

/** Places that it has none for. */
export const MORE: Place[] = [
  { href: "/campaigns", title: "Campaigns", says: "What follows for whom, and what comes of it", path: "M4 10v4l10 5V5L4 10Zm10-1.500a4 4 0 0 1 0 7M7 15v4" },
  { href: "/changes", title: "Changes", says: "What is being changed, and what answers", path: "M7 4v12m0 0a2.500 2.500 0 1 0 0 .1M17 8a2.500 2.500 0 1 0 0-.1m0 .1c0 5-10 3-10 8" },
  { href: "/rules", title: "Rules", says: "The files behind all of it", path: "M8 5 3 12l5 7M16 5l5 7-5 7M14 4l-4 16" },
  { href: "/log", title: "Log", says: "Who did what, and when", path: "M6 4h9l4 4v12H6V4Zm3 7h7m-7 4h5" },
  { href: "/settings", title: "Settings", says: "The business, how clients are written to, and keys", path: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Zm0-6v3m0 12v3M3 12h3m12 0h3M5.600 5.600l2.100 2.100m8.600 8.600 2.100 2.100m0-12.800-2.100 2.100m-8.600 8.600-2.100 2.100" },
];
export const ELSE: Place = { href: "/more", title: "More", path: "M6 12v.01M12 12v.01M18 12v.01" };
