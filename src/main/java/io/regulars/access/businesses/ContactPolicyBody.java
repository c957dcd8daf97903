package io.regulars.access.businesses;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regulars.arbiter.Cap;
import io.regulars.arbiter.Policy;
import io.regulars.arbiter.QuietHours;
import io.regulars.arbiter.Rate;
import io.regulars.platform.json.Fields;
import io.regulars.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contact policy in JSON, of requests and as it is stored: {@code {caps: [{most, days, per, channel}], segments: [{segment,
 * most, days}], gapHours, quiet: {from, to}, rates: {email: "600 per hour"}, holdoutPercent, softOptIn, postalAddress, senders:
 * [{address, name}], phone, url, bookingUrl, language}}. What is not said is as it is for a business that says nothing.
 */
final class ContactPolicyBody {
    private static final List<Cap.Per> OF_A_BUSINESS = List.of(Cap.Per.CLIENT, Cap.Per.CHANNEL, Cap.Per.ADDRESS);
    private static final int MOST_ENTRIES = 20;
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,6}) per (hour|day)");
    private static final Pattern CLOCK = Pattern.compile("\\d{2}:\\d{2}");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"]+@[^\\s@<>,;:\"]+\\.[^\\s@<>,;:\".]+");
    private static final Pattern URL = Pattern.compile("https://[^\\s<>\"']+");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    private ContactPolicyBody() {}

    /** Reads and checks a policy; what is wrong is noted with the fields. */
    static ContactPolicy parse(Fields fields) {
        boolean saysCaps = fields.any("caps") != null;
        List<Cap> caps = caps(fields);
        List<Policy.SegmentCap> segments = segments(fields);
        Integer gap = fields.whole("gapHours", 0, 720);
        QuietHours quiet = quiet(fields);
        boolean saysRates = fields.any("rates") != null;
        Map<String, Rate> rates = rates(fields);
        Integer holdout = fields.whole("holdoutPercent", 0, 50);
        Boolean softOptIn = fields.flag("softOptIn");
        String postalAddress = fields.text("postalAddress");
        List<ContactPolicy.Sender> senders = senders(fields);
        var particulars = new ContactPolicy.Particulars(
                fields.read("phone", ContactPolicyBody::oneLine),
                fields.read("url", ContactPolicyBody::url),
                fields.read("bookingUrl", ContactPolicyBody::url),
                fields.read("language", ContactPolicyBody::language));
        fields.refuseUnknown();
        Policy usual = Policy.DEFAULT;
        return new ContactPolicy(
                new Policy(
                        saysCaps ? caps : usual.caps(),
                        segments,
                        gap == null ? usual.gap() : Duration.ofHours(gap),
                        quiet,
                        saysRates ? rates : usual.rates(),
                        requireNonNullElse(softOptIn, usual.softOptIn())),
                requireNonNullElse(holdout, 0),
                postalAddress,
                senders,
                particulars);
    }

    /** Reads one that was stored as {@link #json} wrote it. */
    static ContactPolicy stored(String json) {
        var fields = new Fields(Json.object(json.getBytes(StandardCharsets.UTF_8)));
        ContactPolicy policy = parse(fields);
        fields.refuse();
        return policy;
    }

    static ObjectNode json(ContactPolicy policy) {
        Policy sending = policy.sending();
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode caps = json.putArray("caps");
        for (Cap cap : sending.caps()) {
            ObjectNode one = caps.addObject()
                    .put("most", cap.most())
                    .put("days", cap.days())
                    .put("per", cap.per().name().toLowerCase(Locale.ROOT));
            if (cap.channel() != null) {
                one.put("channel", cap.channel());
            }
        }
        ArrayNode segments = json.putArray("segments");
        for (Policy.SegmentCap cap : sending.segments()) {
            segments.addObject()
                    .put("segment", cap.segment())
                    .put("most", cap.most())
                    .put("days", cap.days());
        }
        json.put("gapHours", sending.gap().toHours());
        json.putObject("quiet")
                .put("from", sending.quiet().from().toString())
                .put("to", sending.quiet().to().toString());
        ObjectNode rates = json.putObject("rates");
        new TreeMap<>(sending.rates()).forEach((channel, rate) -> rates.put(channel, rate.words()));
        json.put("holdoutPercent", policy.holdoutPercent());
        json.put("softOptIn", sending.softOptIn());
        json.put("postalAddress", policy.postalAddress());
        ArrayNode senders = json.putArray("senders");
        policy.senders()
                .forEach(sender ->
                        senders.addObject().put("address", sender.address()).put("name", sender.name()));
        ContactPolicy.Particulars particulars = policy.particulars();
        return json.put("phone", particulars.phone())
                .put("url", particulars.url())
                .put("bookingUrl", particulars.bookingUrl())
                .put("language", particulars.language());
    }

    private static List<Cap> caps(Fields fields) {
        var caps = new ArrayList<Cap>();
        for (Fields one : entries(fields, "caps")) {
            Integer most = one.required("most", one.whole("most", 1, 100));
            Integer days = one.required("days", one.whole("days", 1, 365));
            Cap.Per per = one.required("per", one.read("per", ContactPolicyBody::per));
            String channel = one.read("channel", ContactPolicyBody::channel);
            one.refuseUnknown();
            if (most != null && days != null && per != null) {
                caps.add(new Cap(most, days, per, channel));
            }
        }
        return caps;
    }

    private static List<Policy.SegmentCap> segments(Fields fields) {
        var segments = new ArrayList<Policy.SegmentCap>();
        for (Fields one : entries(fields, "segments")) {
            String segment = one.required("segment", one.id("segment"));
            Integer most = one.required("most", one.whole("most", 1, 100));
            Integer days = one.required("days", one.whole("days", 1, 365));
            one.refuseUnknown();
            if (segment != null && most != null && days != null) {
                segments.add(new Policy.SegmentCap(segment, most, days));
            }
        }
        return segments;
    }

    private static QuietHours quiet(Fields fields) {
        Fields quiet = fields.object("quiet");
        if (quiet == null) {
            return Policy.DEFAULT.quiet();
        }
        LocalTime from = quiet.required("from", quiet.read("from", ContactPolicyBody::clock));
        LocalTime to = quiet.required("to", quiet.read("to", ContactPolicyBody::clock));
        quiet.refuseUnknown();
        return from == null || to == null ? Policy.DEFAULT.quiet() : new QuietHours(from, to);
    }

    private static Map<String, Rate> rates(Fields fields) {
        var rates = new HashMap<String, Rate>();
        Fields said = fields.object("rates");
        if (said == null) {
            return rates;
        }
        if (said.names().size() > MOST_ENTRIES) {
            fields.wrong("rates", "has at most " + MOST_ENTRIES + " channels");
            return rates;
        }
        for (String channel : said.names()) {
            if (!CHANNEL.matcher(channel).matches()) {
                said.any(channel);
                said.wrong(channel, "is no channel; write a name such as email or sms");
                continue;
            }
            Rate rate = said.required(channel, said.read(channel, ContactPolicyBody::rate));
            if (rate != null) {
                rates.put(channel, rate);
            }
        }
        return rates;
    }

    private static List<ContactPolicy.Sender> senders(Fields fields) {
        var senders = new ArrayList<ContactPolicy.Sender>();
        for (Fields one : entries(fields, "senders")) {
            String address = one.required("address", one.read("address", ContactPolicyBody::address));
            String name = one.read("name", ContactPolicyBody::oneLine);
            one.refuseUnknown();
            if (address != null) {
                senders.add(new ContactPolicy.Sender(address, name));
            }
        }
        return senders;
    }

    private static List<Fields> entries(Fields fields, String name) {
        List<Fields> entries = fields.objects(name);
        if (entries.size() > MOST_ENTRIES) {
            fields.wrong(name, "has at most " + MOST_ENTRIES + " entries");
            return List.of();
        }
        return entries;
    }

    private static Cap.Per per(String word) {
        return OF_A_BUSINESS.stream()
                .filter(per -> per.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is client, channel or address"));
    }

    private static String channel(String name) {
        if (!CHANNEL.matcher(name).matches()) {
            throw new IllegalArgumentException("is a channel such as email or sms");
        }
        return name;
    }

    private static LocalTime clock(String text) {
        try {
            if (CLOCK.matcher(text).matches()) {
                return LocalTime.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("is a time of day such as 21:00", e);
        }
        throw new IllegalArgumentException("is a time of day such as 21:00");
    }

    private static Rate rate(String text) {
        Matcher rate = RATE.matcher(text);
        if (!rate.matches()) {
            throw new IllegalArgumentException("is a rate such as \"600 per hour\" or \"1000 per day\"");
        }
        return new Rate(Integer.parseInt(rate.group(1)), rate.group(2).equals("day") ? Rate.Per.DAY : Rate.Per.HOUR);
    }

    private static String address(String text) {
        if (text.length() > 254 || !ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException("is a mail address such as hello@salon.example");
        }
        return text;
    }

    private static String url(String text) {
        if (text.length() > 1000 || !URL.matcher(text).matches()) {
            throw new IllegalArgumentException("is an address such as https://salon.example/book");
        }
        return text;
    }

    private static String language(String text) {
        if (!LANGUAGE.matcher(text).matches()) {
            throw new IllegalArgumentException("is a language such as lv or pt-BR");
        }
        return text;
    }

    private static String oneLine(String text) {
        if (text.length() > 200 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("is one line of at most 200 characters");
        }
        return text;
    }
}
