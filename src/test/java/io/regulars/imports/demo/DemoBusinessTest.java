package io.regulars.imports.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoBusinessTest {
    private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Riga");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<JsonNode> RECORDS =
            business(1, 600).lines().map(DemoBusinessTest::read).toList();

    @Test
    void theSameSeedTellsTheSameStory() {
        assertThat(business(7, 50).lines())
                .containsExactlyElementsOf(business(7, 50).lines().toList());
        assertThat(business(8, 50).lines().toList())
                .isNotEqualTo(business(7, 50).lines().toList());
    }

    @Test
    void aClientsBookingsDoNotDependOnHowManyOthersThereAre() {
        Predicate<String> bookingsOfTheFirst = line -> line.contains("\"record\":\"booking\",\"id\":\"demo-1-");
        assertThat(business(7, 1).lines().filter(bookingsOfTheFirst))
                .containsExactlyElementsOf(
                        business(7, 100).lines().filter(bookingsOfTheFirst).toList());
    }

    @Test
    void linesAreMadeAsTheyAreTaken() {
        assertThat(business(1, DemoSettings.MOST_CLIENTS).lines().limit(100)).hasSize(100);
        var lines = business(1, DemoSettings.MOST_CLIENTS).lines().iterator();
        assertThat(lines.next()).startsWith("{\"record\":\"service\"");
    }

    @Test
    void aBusinessHasAtLeastOneAndAtMostAMillionClients() {
        assertThatThrownBy(() -> business(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> business(1, 1_000_001)).hasMessage("clients must be 1 to 1000000, not 1000001.");
    }

    @Test
    void everyIdIsGivenOnceAndEverythingNamedIsThere() {
        Map<String, Set<String>> ids = RECORDS.stream()
                .collect(Collectors.groupingBy(
                        record -> record.get("record").asText(),
                        Collectors.mapping(record -> record.get("id").asText(), Collectors.toSet())));
        assertThat(ids.keySet())
                .containsExactlyInAnyOrder("service", "client", "booking", "receipt", "activity", "survey", "pass");
        // what is left of a pass is told again and again
        int told = RECORDS.size() - of("pass").size();
        int passes = ids.getOrDefault("pass", Set.of()).size();
        assertThat(ids.values().stream().mapToInt(Set::size).sum() - passes).isEqualTo(told);
        assertThat(passes).isBetween(1, of("pass").size());
        assertThat(ids.get("client")).hasSize(600);
        assertThat(RECORDS).allSatisfy(record -> {
            assertNamed(record.get("client"), ids.getOrDefault("client", Set.of()));
            assertNamed(record.get("booking"), ids.getOrDefault("booking", Set.of()));
            assertNamed(record.get("service"), ids.getOrDefault("service", Set.of()));
            assertNamed(record.path("data").get("client"), ids.getOrDefault("client", Set.of()));
        });
    }

    @Test
    void eachVisitOnAPassLeavesOneLess() {
        Map<String, Integer> left = new HashMap<>();
        assertThat(of("pass")).allSatisfy(pass -> {
            int before = left.getOrDefault(
                    pass.get("id").asText(), pass.get("visits").asInt());
            assertThat(pass.get("visitsLeft").asInt()).isEqualTo(before - 1).isNotNegative();
            left.put(pass.get("id").asText(), before - 1);
        });
        assertThat(left.values()).contains(0).anyMatch(visits -> visits > 0);
    }

    @Test
    void momentsAreInTheirOrder() {
        assertThat(of("booking")).allSatisfy(booking -> {
            Instant startsAt = moment(booking, "startsAt");
            assertThat(startsAt).isBefore(moment(booking, "endsAt"));
            assertThat(moment(booking, "bookedAt")).isBeforeOrEqualTo(startsAt).isBeforeOrEqualTo(END);
            boolean over = !moment(booking, "endsAt").isAfter(END);
            switch (booking.get("status").asText()) {
                case "COMPLETED", "NO_SHOW" -> assertThat(over).isTrue();
                case "BOOKED" -> assertThat(over).isFalse();
                default ->
                    assertThat(moment(booking, "cancelledAt"))
                            .isBetween(moment(booking, "bookedAt"), startsAt)
                            .isBeforeOrEqualTo(END);
            }
        });
        assertThat(RECORDS)
                .filteredOn(record -> record.has("occurredAt"))
                .allSatisfy(record -> assertThat(moment(record, "occurredAt")).isBeforeOrEqualTo(END));
        assertThat(of("survey"))
                .allSatisfy(survey -> assertThat(moment(survey, "answeredAt")).isBeforeOrEqualTo(END));
    }

    @Test
    void aFifthOfTheClientsBringMoreThanHalfOfTheMoney() {
        Map<String, BigDecimal> spend = new HashMap<>();
        completed().forEach(booking -> spend.merge(booking.get("client").asText(), paid(booking), BigDecimal::add));
        of("receipt")
                .forEach(receipt -> spend.merge(
                        receipt.get("client").asText(),
                        new BigDecimal(receipt.get("amount").asText()),
                        BigDecimal::add));
        BigDecimal total = spend.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal top = spend.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(spend.size() / 5)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(top.doubleValue() / total.doubleValue()).isBetween(0.5, 0.8);
    }

    @Test
    void someDoNotShowUpAndSomeCancelEarlyLateOrAreCancelled() {
        double bookings = of("booking").size();
        assertThat(withStatus("NO_SHOW").size() / bookings).isBetween(0.02, 0.09);
        List<JsonNode> cancelled = withStatus("CANCELLED");
        assertThat(cancelled.size() / bookings).isBetween(0.05, 0.16);
        long late = cancelled.stream()
                .filter(booking ->
                        moment(booking, "cancelledAt").plusSeconds(24 * 3600).isAfter(moment(booking, "startsAt")))
                .count();
        assertThat((double) late / cancelled.size()).isBetween(0.2, 0.7);
        assertThat(cancelled)
                .extracting(booking -> booking.get("cancelledBy").asText())
                .contains("CLIENT", "BUSINESS");
    }

    @Test
    void someOnlyComeInTheMorning() {
        Map<String, List<Boolean>> mornings = completed().stream()
                .collect(Collectors.groupingBy(
                        booking -> booking.get("client").asText(),
                        Collectors.mapping(
                                booking ->
                                        moment(booking, "startsAt").atZone(ZONE).getHour() < 12,
                                Collectors.toList())));
        long regulars =
                mornings.values().stream().filter(visits -> visits.size() >= 3).count();
        long morningRegulars = mornings.values().stream()
                .filter(visits -> visits.size() >= 3)
                .filter(visits -> visits.stream().filter(morning -> morning).count() >= 0.7 * visits.size())
                .count();
        assertThat((double) morningRegulars / regulars).isBetween(0.1, 0.35);
    }

    @Test
    void manyComeOnceSomeNeverAndSomeHaveBookedAhead() {
        Map<String, Set<LocalDate>> visits = new HashMap<>();
        of("client").forEach(client -> visits.put(client.get("id").asText(), new HashSet<>()));
        completed()
                .forEach(booking -> visits.getOrDefault(booking.get("client").asText(), new HashSet<>())
                        .add(moment(booking, "startsAt").atZone(ZONE).toLocalDate()));
        assertThat(shareOf(visits, days -> days.isEmpty())).isBetween(0.07, 0.25);
        assertThat(shareOf(visits, days -> days.size() == 1)).isBetween(0.2, 0.5);
        assertThat(shareOf(visits, days -> days.size() >= 10)).isBetween(0.15, 0.5);
        assertThat(withStatus("BOOKED").size()).isBetween(10, 200);
    }

    @Test
    void aMillionClientsWouldHaveAboutTenMillionBookings() {
        assertThat(of("booking").size() / 600.0).isBetween(8.0, 12.0);
    }

    @Test
    void decembersAreFullerThanJanuariesAndSundaysAreClosed() {
        Map<Integer, Long> byMonth = of("booking").stream()
                .filter(booking -> moment(booking, "startsAt").isBefore(Instant.parse("2026-02-01T00:00:00Z")))
                .collect(Collectors.groupingBy(
                        booking -> moment(booking, "startsAt").atZone(ZONE).getMonthValue(), Collectors.counting()));
        assertThat(byMonth.get(12)).isGreaterThan(byMonth.get(1));
        assertThat(of("booking"))
                .noneMatch(booking ->
                        moment(booking, "startsAt").atZone(ZONE).getDayOfWeek().getValue() == 7);
    }

    @Test
    void someLookGiveUpAnswerReviewAndBringFriends() {
        assertThat(of("activity"))
                .extracting(activity -> activity.get("type").asText())
                .contains(
                        "PAGE_VIEWED",
                        "BOOKING_STARTED",
                        "REVIEW_LEFT",
                        "REFERRED",
                        "MESSAGE_SENT",
                        "MESSAGE_OPENED",
                        "OFFER_REDEEMED");
        assertThat(of("survey"))
                .extracting(survey -> survey.get("kind").asText())
                .contains("CSAT", "NPS");
        assertThat(of("survey"))
                .extracting(survey -> survey.get("score").asInt())
                .contains(10, 5)
                .allSatisfy(score -> assertThat(score).isBetween(0, 10));
    }

    @Test
    void amountsHaveTheDigitsOfTheCurrency() {
        var yen = new DemoSettings(1, 20, END, ZONE, Currency.getInstance("JPY"), "JP");
        assertThat(new DemoBusiness(yen).lines().map(DemoBusinessTest::read))
                .filteredOn(record -> record.has("price"))
                .allSatisfy(record -> assertThat(record.get("price").asText()).matches("\\d+"));
    }

    private static DemoBusiness business(long seed, int clients) {
        return new DemoBusiness(new DemoSettings(seed, clients, END, ZONE, Currency.getInstance("EUR"), "LV"));
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private static List<JsonNode> of(String record) {
        return RECORDS.stream()
                .filter(each -> each.get("record").asText().equals(record))
                .toList();
    }

    private static List<JsonNode> withStatus(String status) {
        return of("booking").stream()
                .filter(booking -> booking.get("status").asText().equals(status))
                .toList();
    }

    private static List<JsonNode> completed() {
        return withStatus("COMPLETED");
    }

    private static Instant moment(JsonNode record, String field) {
        return OffsetDateTime.parse(record.get(field).asText()).toInstant();
    }

    private static BigDecimal paid(JsonNode booking) {
        return amount(booking, "price").subtract(amount(booking, "discount")).subtract(amount(booking, "refunded"));
    }

    private static BigDecimal amount(JsonNode booking, String field) {
        return new BigDecimal(booking.path(field).asText("0"));
    }

    private static void assertNamed(@Nullable JsonNode name, Set<String> known) {
        if (name != null) {
            assertThat(known).contains(name.asText());
        }
    }

    private static double shareOf(Map<String, Set<LocalDate>> visits, Predicate<Set<LocalDate>> test) {
        return (double) visits.values().stream().filter(test).count() / visits.size();
    }
}
