package io.regulars.campaigns.file;

import io.regulars.platform.text.NearestName;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as campaigns write them: 90m, 24h, 3d, 2w, 0 or ISO, from 0 to 400 days; days are 24 hours. */
final class CampaignDuration {
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Pattern SHORT = Pattern.compile("(\\d{1,6})\\s*([mhdw]?)");

    private CampaignDuration() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with what is wrong, to stand behind the name of the key
     */
    static Duration parse(String text) {
        Duration duration = parsed(text);
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("is within 0 and 400d, not '" + text + "'");
        }
        return duration;
    }

    private static Duration parsed(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException | ArithmeticException e) {
                throw new IllegalArgumentException(
                        "is a duration such as 90m, 24h, 3d or 2w, not '" + NearestName.shortened(text) + "'", e);
            }
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            case "w" -> Duration.ofDays(7 * amount);
            default -> {
                if (amount != 0) {
                    throw new IllegalArgumentException("is '" + text + "' without a unit: m, h, d or w");
                }
                yield Duration.ZERO;
            }
        };
    }
}
