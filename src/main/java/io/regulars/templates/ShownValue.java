package io.regulars.templates;

import io.regulars.templates.TemplateValues.OfBooking;
import io.regulars.templates.TemplateValues.OfSlot;
import io.regulars.templates.text.InLanguage;
import io.regulars.templates.text.OneLineText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine sees while it renders: groups of names, and values that write themselves. Texts, numbers and lists are Java's own,
 * so that the engine's comparisons and loops know them.
 */
sealed interface ShownValue {
    /** What stands behind a dot; null if there is nothing of that name. */
    @Nullable
    Object part(String name);

    /** All names of one message. */
    record Root(TemplateValues values, InLanguage language, OfMail mail) implements ShownValue {
        @Override
        public @Nullable Object part(String name) {
            if (name.equals(TemplateName.TODAY)) {
                return new Day(LocalDate.ofInstant(values.now(), values.zone()), this);
            }
            if (name.equals(OfMail.NAME)) {
                return mail;
            }
            return TemplateName.ALL.containsKey(name) ? new Group(this, name) : null;
        }

        private LocalDate today(ZoneId zone) {
            return LocalDate.ofInstant(values.now(), zone);
        }
    }

    /** The mail around a layout's content. */
    record OfMail(String subject, String preheader, String language) implements ShownValue {
        static final String NAME = "mail";

        @Override
        public @Nullable Object part(String name) {
            return switch (name) {
                case "subject" -> subject;
                case "preheader" -> preheader;
                case "language" -> language;
                case "direction" -> InLanguage.direction(language);
                default -> null;
            };
        }
    }

    /** The names of a group: {@code client}. */
    record Group(Root root, String group) implements ShownValue {
        @Override
        public @Nullable Object part(String name) {
            TemplateName known =
                    Objects.requireNonNull(TemplateName.ALL.get(group)).get(name);
            return known == null ? null : shown(known);
        }

        private Object shown(TemplateName known) {
            Object value = known.value().apply(root.values);
            if (value == null) {
                return known.kind() == NameKind.LIST ? List.of() : Missing.VALUE;
            }
            return switch (known.kind()) {
                case TEXT -> text(value.toString());
                case NUMBER -> number(value);
                case MONEY -> new Money((BigDecimal) value, root);
                case DAY -> new Day((LocalDate) value, root);
                case MOMENT -> new Moment(((Instant) value).atZone(zone()), root);
                case FLAG -> value;
                case URL -> url(value.toString());
                case LIST ->
                    ((List<?>) value)
                            .stream()
                                    .limit(TemplateLimits.MOST_ITEMS)
                                    .map(item -> text(item.toString()))
                                    .toList();
            };
        }

        /** A custom attribute of the client. */
        Object attribute(String name) {
            String value = group.equals("client") ? root.values.client().texts().get(name) : null;
            return value == null ? Missing.VALUE : text(value);
        }

        private ZoneId zone() {
            OfBooking booking = root.values.booking();
            OfSlot slot = root.values.slot();
            if (group.equals("booking") && booking != null) {
                return booking.zone();
            }
            return group.equals("slot") && slot != null ? slot.zone() : root.values.zone();
        }
    }

    /** A known name without a value: it writes nothing, is false, and so is all behind its dots. */
    final class Missing implements ShownValue, CharSequence {
        static final Missing VALUE = new Missing();

        private Missing() {}

        @Override
        public Object part(String name) {
            return this;
        }

        @Override
        public int length() {
            return 0;
        }

        @Override
        public char charAt(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return this;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    /** A day. */
    record Day(LocalDate day, Root root) implements ShownValue {
        @Override
        public @Nullable Object part(String name) {
            return switch (name) {
                case "date" -> toString();
                case "weekday" -> root.language.weekday(day);
                case "relative" -> root.language.relative(day, root.today(root.values.zone()));
                default -> null;
            };
        }

        @Override
        public String toString() {
            return root.language.date(day);
        }
    }

    /** A moment at a place. */
    record Moment(ZonedDateTime moment, Root root) implements ShownValue {
        @Override
        public @Nullable Object part(String name) {
            return switch (name) {
                case "date" -> root.language.date(moment.toLocalDate());
                case "time" -> root.language.time(moment);
                case "weekday" -> root.language.weekday(moment.toLocalDate());
                case "relative" -> root.language.relative(moment.toLocalDate(), root.today(moment.getZone()));
                default -> null;
            };
        }

        @Override
        public String toString() {
            return root.language.date(moment.toLocalDate()) + ", " + root.language.time(moment);
        }
    }

    /** An amount in the business's currency. */
    record Money(BigDecimal amount, Root root) implements ShownValue {
        @Override
        public @Nullable Object part(String name) {
            Currency currency = root.values.business().currency();
            return name.equals("plain")
                    ? amount.setScale(Math.max(0, currency.getDefaultFractionDigits()), RoundingMode.HALF_UP)
                            .toPlainString()
                    : null;
        }

        @Override
        public String toString() {
            return root.language.money(amount, root.values.business().currency());
        }
    }

    /** A whole number as it is; others without zeros at the end. */
    private static Object number(Object value) {
        if (!(value instanceof BigDecimal decimal)) {
            return value;
        }
        BigDecimal stripped = decimal.stripTrailingZeros();
        return stripped.scale() <= 0 ? stripped.setScale(0) : stripped;
    }

    /** A text in one line, without characters that nobody sees; what has nothing to show is missing. */
    private static Object text(String value) {
        String line = OneLineText.of(value);
        return line.isEmpty() ? Missing.VALUE : line;
    }

    /** Only what leads somewhere harmless: no {@code javascript:}. */
    private static Object url(String value) {
        String lower = value.strip().toLowerCase(Locale.ROOT);
        boolean harmless = lower.startsWith("https://") || lower.startsWith("mailto:") || lower.startsWith("tel:");
        return harmless && lower.chars().noneMatch(Character::isWhitespace) ? value.strip() : Missing.VALUE;
    }
}
