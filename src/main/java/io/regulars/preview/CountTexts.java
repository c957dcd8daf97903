package io.regulars.preview;

import io.regulars.facts.Booking;
import io.regulars.facts.Client;
import io.regulars.facts.history.Activity;
import io.regulars.facts.history.BookingState;
import io.regulars.facts.history.BusinessSettings;
import io.regulars.facts.vocabulary.FactType;
import io.regulars.facts.vocabulary.Property;
import io.regulars.facts.vocabulary.Vocabulary;
import io.regulars.rules.model.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts which texts of some kinds the clients of a business have, all kinds in one go through the clients. */
public final class CountTexts {
    private final Map<Subject, Counter> counters;

    private record Counter(Function<Client, Stream<List<String>>> read, Sums sums) {}

    /** How many there may be, how many there are, and of what. */
    private static final class Sums {
        private final Map<String, Long> counts = new HashMap<>();
        private long of;
        private long known;

        void add(Stream<List<String>> each) {
            each.forEach(texts -> {
                of++;
                known += texts.isEmpty() ? 0 : 1;
                texts.forEach(text -> counts.merge(text, 1L, Long::sum));
            });
        }

        void add(Sums more) {
            of += more.of;
            known += more.known;
            more.counts.forEach((text, count) -> counts.merge(text, count, Long::sum));
        }
    }

    /** Of these kinds. */
    public CountTexts(Collection<Subject> subjects) {
        this.counters = Set.copyOf(subjects).stream()
                .collect(Collectors.toMap(subject -> subject, subject -> new Counter(reader(subject), new Sums())));
    }

    /** One more client. */
    public void add(Client client) {
        counters.values().forEach(counter -> counter.sums.add(counter.read.apply(client)));
    }

    /** The clients that another has counted by the same kinds. */
    void add(CountTexts more) {
        counters.forEach(
                (subject, counter) -> counter.sums.add(Objects.requireNonNull(more.counters.get(subject)).sums));
    }

    /** What was counted, and what stands in the catalogue beside. */
    public Map<Subject, OccurringTexts> in(BusinessSettings business) {
        return counters.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> occurring(entry.getKey(), entry.getValue().sums, business)));
    }

    private static OccurringTexts occurring(Subject subject, Sums sums, BusinessSettings business) {
        var counts = new HashMap<>(sums.counts);
        if (subject.kind() == Subject.Kind.NAMES) {
            listed(subject.property(), business).forEach(name -> counts.putIfAbsent(name, 0L));
        }
        return new OccurringTexts(sums.of, sums.known, counts);
    }

    private static Stream<String> listed(String names, BusinessSettings business) {
        Stream<String> categories = business.services().values().stream()
                .map(BusinessSettings.Service::category)
                .filter(Objects::nonNull);
        return switch (names) {
            case "service" -> business.services().keySet().stream();
            case "category" -> categories;
            case "viewed category", "pass" -> Stream.concat(business.services().keySet().stream(), categories);
            default -> Stream.empty();
        };
    }

    private static Function<Client, Stream<List<String>>> reader(Subject subject) {
        return switch (subject.kind()) {
            case OF_CLIENTS -> {
                Function<Client, List<String>> read = reader(Vocabulary.CLIENT, subject);
                yield client -> Stream.of(read.apply(client));
            }
            case OF_BOOKINGS -> {
                Function<Booking, List<String>> read = reader(Vocabulary.BOOKING, subject);
                yield client -> client.bookingFacts().stream().map(read);
            }
            case NAMES -> client -> Stream.of(names(subject.property(), client));
        };
    }

    private static <F> Function<F, List<String>> reader(FactType<F> type, Subject subject) {
        Object[] arguments = subject.arguments().toArray();
        return switch (type.property(subject.property()).orElseThrow()) {
            case Property.Text<F> text ->
                fact -> {
                    String value = text.reader().read(fact, arguments);
                    return value == null ? List.of() : List.of(value);
                };
            case Property.Texts<F> texts -> fact -> List.copyOf(texts.reader().read(fact, arguments));
            default -> throw new IllegalArgumentException("no text: " + subject);
        };
    }

    private static List<String> names(String of, Client client) {
        Stream<String> found = switch (of) {
            case "service" -> bookings(client, BookingState::service);
            case "category" -> categories(client);
            case "viewed category" ->
                Stream.of(
                                bookings(client, BookingState::service),
                                categories(client),
                                data(client, "category"),
                                data(client, "service"))
                        .flatMap(each -> each);
            case "pass" ->
                client.snapshot().passes().stream()
                        .map(pass -> pass.service() == null ? pass.category() : pass.service());
            case "attribute" -> client.snapshot().profile().attributes().keySet().stream();
            case "consent" -> client.snapshot().profile().consents().keySet().stream();
            case "brand", "campaign" -> data(client, of);
            case "offer" -> Stream.concat(bookings(client, BookingState::offerCode), data(client, "offer"));
            case "activity" ->
                client.snapshot().activities().stream()
                        .map(activity -> activity.type() == Activity.Type.CUSTOM
                                ? text(activity, "name")
                                : activity.type().name());
            case "channel" -> Stream.concat(bookings(client, BookingState::channel), data(client, "channel"));
            default -> throw new IllegalArgumentException("no names of " + of);
        };
        return found.filter(Objects::nonNull).distinct().toList();
    }

    private static Stream<String> categories(Client client) {
        return bookings(client, booking -> client.business().categoryOf(booking.service()));
    }

    private static Stream<String> bookings(Client client, Function<BookingState, @Nullable String> read) {
        return client.snapshot().bookings().stream().map(read);
    }

    private static Stream<String> data(Client client, String field) {
        return client.snapshot().activities().stream().map(activity -> text(activity, field));
    }

    private static @Nullable String text(Activity activity, String field) {
        return activity.data().get(field) instanceof String text ? text : null;
    }
}
