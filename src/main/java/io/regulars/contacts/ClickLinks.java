package io.regulars.contacts;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leads the links of a mail over the service, so that it tells who followed them. Only links that stand in its HTML are led so, which come
 * from the template alone: what is known of a client is never a link. The links to unsubscribe stay as they are.
 */
@ApplicationScoped
public class ClickLinks {
    private static final int LONGEST_URL = 1_000;

    /** A token has one byte for how many there are. */
    private static final int MOST = 255;

    /** A link says so often that a message has it, which keeps it; so one that many messages have is not written each time. */
    private static final Duration NOTED_EVERY = Duration.ofDays(1);

    private static final Pattern IN_HTML = Pattern.compile("(<a\\s[^>]*?\\bhref=\")(https?://[^\"]+)(\")");
    private static final Pattern IN_TEXT = Pattern.compile("https?://[^\\s<>\")\\]]+");

    private final String publicUrl;
    private final InstantSource clock;

    ClickLinks(ContactsConfig config, InstantSource clock) {
        this.publicUrl = config.publicUrl().replaceFirst("/+$", "");
        this.clock = clock;
    }

    /** Both forms of a mail. */
    public record Forms(String html, String text) {}

    /**
     * Leads the links over the service.
     *
     * @param action the message's
     * @param key of the business
     */
    public Forms led(Transaction tx, BusinessId business, UUID action, byte[] key, Forms mail) throws SQLException {
        var urls = new TreeSet<String>();
        IN_HTML.matcher(mail.html).results().map(ClickLinks::url).forEach(urls::add);
        urls.removeIf(url -> url.length() > LONGEST_URL || url.startsWith(publicUrl + "/"));
        if (urls.isEmpty() || urls.size() > MOST) {
            return mail;
        }
        Map<String, Integer> targets = targets(tx, business, urls);
        var led = new HashMap<String, String>();
        targets.forEach((url, target) ->
                led.put(url, publicUrl + "/l/" + LinkToken.written(action, target, targets.size(), key)));
        String html = IN_HTML.matcher(mail.html)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) + led.getOrDefault(url(found), found.group(2)) + found.group(3)));
        String text =
                IN_TEXT.matcher(mail.text).replaceAll(found -> Matcher.quoteReplacement(inText(found.group(), led)));
        return new Forms(html, text);
    }

    /** A link in plain text; what ends the sentence behind it is none of it. */
    private static String inText(String url, Map<String, String> led) {
        String bare = url.replaceFirst("[.,;:!?']+$", "");
        String behind = url.substring(bare.length());
        return led.getOrDefault(url, led.getOrDefault(bare, bare) + behind);
    }

    /** A link as browsers read it. */
    private static String url(MatchResult found) {
        return found.group(2)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** The numbers of where links lead to; those of new ones are given in the order of the URLs, so that nobody waits in a circle. */
    private Map<String, Integer> targets(Transaction tx, BusinessId business, SortedSet<String> urls)
            throws SQLException {
        Instant now = clock.instant();
        Instant lately = now.minus(NOTED_EVERY);
        Map<String, Integer> known = usedSince(tx, business, urls, lately);
        if (known.size() < urls.size()) {
            tx.update("""
                    insert into link_target (business_id, url, used_at) select ?, url, ? from unnest(?::text[]) url order by url
                    on conflict (business_id, url) do update set used_at = greatest(link_target.used_at, excluded.used_at)
                    """, business.value(), now, urls.toArray(String[]::new));
            known = usedSince(tx, business, urls, lately);
        }
        return known;
    }

    private static Map<String, Integer> usedSince(
            Transaction tx, BusinessId business, SortedSet<String> urls, Instant since) throws SQLException {
        var known = new HashMap<String, Integer>();
        tx.list(
                "select id, url from link_target where business_id = ? and url = any(?) and used_at >= ?",
                row -> known.put(row.getString("url"), row.getInt("id")),
                business.value(),
                urls.toArray(String[]::new),
                since);
        return known;
    }
}
