const TABS: [href: string, title: string][] = [["/messages", "Messages"], ["/messages/tasks", "Tasks"], ["/messages/deliveries", "Deliveries"]];

/** The places within messages. */
export function Tabs(props: { now: string }) {
  return (
    <nav class="tabs" aria-label="Messages">
      {TABS.map(([href, title]) => <a key={href} href={href} aria-current={href === props.now ? "page" : undefined}>{title}</a>)}
    </nav>
  );
}
