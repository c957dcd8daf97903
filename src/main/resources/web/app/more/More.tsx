import { Title } from "../parts/parts";
import { MORE } from "../shell/places";

/** On a phone, the places that the bar has no room for. */
export function MorePlaces() {
  return (
    <>
      <Title of="More">More</Title>
      <ul class="card places">{MORE.map((one) => <li key={one.href}><a href={one.href}><svg viewBox="0 0 24 24" aria-hidden="true"><path d={one.path} /></svg><span><b>{one.title}</b><span class="soft small">{one.says}</span></span></a></li>)}</ul>
    </>
  );
}
