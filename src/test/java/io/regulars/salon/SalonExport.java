package io.regulars.salon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Turns the hair salon's folder of CSV files into the NDJSON lines of {@code POST /api/import}.
 * <pre>
 *   bookings.csv   KERT01,JJ,SHCW,03/15/2018,10:00:00 AM,600
 *   receipts.csv   10,03/15/2018,Women's hair cut,KERT01,JJ,1,82,4.1,6.56
 *   → {"record":"booking","id":"salon-b-4","client":"KERT01","service":"SHCW","staff":"JJ",
 *      "startsAt":"2018-03-15T10:00:00-07:00","status":"COMPLETED","price":"82.00"}
 * </pre>
 * Services come first, then clients, bookings, cancellations and receipts, so that every line names only what is known.
 * {@code occurredAt} is never sent: the import's own default is what the salon's books can say.
 */
public final class SalonExport {
    private static final ZoneId ZONE = ZoneId.of("America/Vancouver");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.US);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm:ss a", Locale.US);

    private final ObjectMapper json = new ObjectMapper();
    private final List<Row> services;
    private final List<Row> bookings;
    private final List<Row> cancellations;
    private final List<Row> noShows;
    private final List<Row> receipts;

    /**
     * Reads the five files of the folder.
     *
     * @throws IllegalArgumentException when a row has another number of columns than its header, or a quoted field
     */
    public SalonExport(Path folder) {
        services = rows(folder.resolve("services.csv"));
        bookings = ofClients(rows(folder.resolve("bookings.csv")), "Code");
        cancellations = ofClients(rows(folder.resolve("cancellations.csv")), "Code");
        noShows = ofClients(rows(folder.resolve("no-shows.csv")), "Code");
        receipts = ofClients(rows(folder.resolve("receipts.csv")), "Client");
    }

    /**
     * The lines of the import, one JSON object each, the same at every call.
     *
     * @throws java.time.DateTimeException when a date or time cannot be read: a guessed day would move a visit
     */
    public List<String> lines() {
        var till = new Till();
        // Bookings before receipts: a receipt line that pays for a booking must not be given a second time.
        var booked = bookings.stream().map(row -> booking(row, till)).toList();
        var sold = receipts(till);
        return Stream.of(services(), clients(), booked, cancellations(), sold)
                .flatMap(List::stream)
                .map(this::write)
                .toList();
    }

    private List<Map<String, Object>> services() {
        return services.stream().map(SalonExport::service).toList();
    }

    private static Map<String, Object> service(Row row) {
        // F&F has no description; its code is the only name it has.
        var name = row.cell("Desc").isEmpty() ? row.cell("Code") : row.cell("Desc");
        var line = line("service", row.cell("Code"));
        line.put("name", name);
        line.put("category", row.cell("Cate"));
        line.put("price", money(row.cell("Price")));
        line.put("cost", money(row.cell("Cost")));
        line.put("active", Boolean.valueOf(row.cell("IsActive")));
        return line;
    }

    /** A client is whoever any file names; the salon's files say nothing about them but the code. */
    private List<Map<String, Object>> clients() {
        // WALK_IN is the till's own code and stands in the client column, so it is a client like any other.
        var codes = new LinkedHashSet<String>();
        Stream.of(bookings, cancellations, noShows).flatMap(List::stream).forEach(row -> codes.add(row.cell("Code")));
        receipts.forEach(row -> codes.add(row.cell("Client")));
        return codes.stream().map(code -> line("client", code)).toList();
    }

    private static Map<String, Object> booking(Row row, Till till) {
        // The files have no booking id: the row number, counted with the skipped rows, is stable for one export.
        var line = line("booking", "salon-b-" + row.number());
        line.put("client", row.cell("Code"));
        line.put("service", row.cell("Service"));
        line.put("staff", row.cell("Staff"));
        line.put("startsAt", moment(row.day("Date"), LocalTime.parse(row.cell("Time"), CLOCK)));
        // A no-show wins over a receipt of that day: the salon wrote down that they did not come to this one.
        if (till.takeNoShow(row)) {
            line.put("status", "NO_SHOW");
            return line;
        }
        // Any receipt of the day proves that they came, also one for another service or a product.
        if (!till.cameOn(row)) {
            line.put("status", "BOOKED");
            return line;
        }
        line.put("status", "COMPLETED");
        // No receipt for this service is 0.00, not absent: an importer must not put the list price there.
        line.put("price", till.takePayment(row).toPlainString());
        return line;
    }

    private List<Map<String, Object>> cancellations() {
        return cancellations.stream().map(SalonExport::cancellation).toList();
    }

    /**
     * Every cancellation is a booking of its own. bookings.csv keeps no cancelled bookings: a row there with the same
     * client, service and day was made again after the cancellation (most have a receipt), so it stays a booking too.
     */
    private static Map<String, Object> cancellation(Row row) {
        var line = line("booking", "salon-c-" + row.number());
        line.put("client", row.cell("Code"));
        line.put("service", row.cell("Service"));
        line.put("staff", row.cell("Staff"));
        line.put("startsAt", moment(row.day("Booking Date"), LocalTime.NOON));
        line.put("status", "CANCELLED");
        line.put("cancelledAt", moment(row.day("Cancel Date"), LocalTime.NOON));
        // 'Canceled By' is only the login that typed it in; who wished it is not said, and mostly it is the client.
        line.put("cancelledBy", "CLIENT");
        return line;
    }

    private List<Map<String, Object>> receipts(Till till) {
        var printed = new HashMap<String, Integer>();
        var lines = new ArrayList<Map<String, Object>>();
        for (var row : receipts) {
            // A receipt has several lines, and sometimes several clients: the number alone is no id.
            var position = printed.merge(row.cell("Receipt"), 1, Integer::sum);
            if (!till.isTaken(row)) {
                lines.add(receipt(row, position, till.serviceOf(row)));
            }
        }
        return lines;
    }

    private static Map<String, Object> receipt(Row row, int position, String service) {
        var line = line("receipt", "salon-r-" + row.cell("Receipt") + "-" + position);
        line.put("client", row.cell("Client"));
        line.put("date", row.day("Date").toString());
        // Amount is the line's total before tax (two Smart Bonds of 25 say 50); a negative one gives money back.
        line.put("amount", money(row.cell("Amount")));
        line.put("kind", service.isEmpty() ? "PRODUCT" : "SERVICE");
        line.put("service", service.isEmpty() ? NullNode.getInstance() : service);
        return line;
    }

    private static Map<String, Object> line(String record, String id) {
        var line = new LinkedHashMap<String, Object>();
        line.put("record", record);
        line.put("id", id);
        return line;
    }

    private String write(Map<String, Object> line) {
        try {
            return json.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String moment(LocalDate day, LocalTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(day.atTime(time).atZone(ZONE));
    }

    private static String money(String text) {
        // Without rounding: a third decimal would be an error of the file, not ours to hide.
        return new BigDecimal(text).setScale(2).toPlainString();
    }

    private static List<Row> ofClients(List<Row> rows, String column) {
        return rows.stream().filter(row -> !row.cell(column).isBlank()).toList();
    }

    private static List<Row> rows(Path file) {
        try {
            var lines = Files.readAllLines(file);
            var header = cells(file, lines.getFirst());
            return IntStream.range(1, lines.size())
                    .mapToObj(number -> Row.of(file, number, header, cells(file, lines.get(number))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(Path file, String line) {
        if (line.indexOf('"') >= 0) {
            throw new IllegalArgumentException(file + ": the salon's files quote nothing, this line does: " + line);
        }
        return Stream.of(line.split(",", -1)).map(String::strip).toList();
    }

    /** One line of a file below its header, numbered from 1. */
    private record Row(int number, Map<String, String> cells) {
        static Row of(Path file, int number, List<String> header, List<String> cells) {
            if (cells.size() != header.size()) {
                throw new IllegalArgumentException(file + ": row " + number + " does not have the header's columns");
            }
            var named = new HashMap<String, String>();
            IntStream.range(0, cells.size()).forEach(at -> named.put(header.get(at), cells.get(at)));
            return new Row(number, Map.copyOf(named));
        }

        String cell(String column) {
            var cell = cells.get(column);
            if (cell == null) {
                throw new IllegalArgumentException("no column " + column);
            }
            return cell;
        }

        LocalDate day(String column) {
            return LocalDate.parse(cell(column), DAY);
        }
    }

    private record Slot(String client, String service, String staff, LocalDate day) {
        static Slot of(Row row) {
            return new Slot(row.cell("Code"), row.cell("Service"), row.cell("Staff"), row.day("Date"));
        }
    }

    private record ClientDay(String client, LocalDate day) {}

    private record Sale(ClientDay when, String service) {}

    /** What no-shows.csv and receipts.csv still have to give: each row explains one booking at most. */
    private final class Till {
        private final Map<String, String> codes = new HashMap<>();
        private final Map<Slot, Integer> missed = new HashMap<>();
        private final Set<ClientDay> days = new HashSet<>();
        private final Map<Sale, List<Row>> sales = new HashMap<>();
        private final Set<Row> taken = new HashSet<>();

        Till() {
            // Receipts describe a service in words. A line without words is left a product: F&F, the only service
            // without a description, is never booked, and those lines have the prices of discounted products.
            services.stream()
                    .filter(row -> !row.cell("Desc").isEmpty())
                    .forEach(row -> codes.put(row.cell("Desc"), row.cell("Code")));
            noShows.forEach(row -> missed.merge(Slot.of(row), 1, Integer::sum));
            receipts.forEach(row -> {
                days.add(whenSold(row));
                sales.computeIfAbsent(new Sale(whenSold(row), serviceOf(row)), _ -> new ArrayList<>())
                        .add(row);
            });
        }

        String serviceOf(Row receipt) {
            return codes.getOrDefault(receipt.cell("Description"), "");
        }

        boolean takeNoShow(Row booking) {
            var slot = Slot.of(booking);
            var left = missed.getOrDefault(slot, 0);
            missed.put(slot, Math.max(0, left - 1));
            return left > 0;
        }

        boolean cameOn(Row booking) {
            return days.contains(whenBooked(booking));
        }

        /** All lines of that client, day and service go to the first such booking; a second one finds none left. */
        BigDecimal takePayment(Row booking) {
            var paid = sales.remove(new Sale(whenBooked(booking), booking.cell("Service")));
            if (paid == null) {
                return new BigDecimal("0.00");
            }
            taken.addAll(paid);
            return paid.stream()
                    .map(row -> new BigDecimal(money(row.cell("Amount"))))
                    .reduce(new BigDecimal("0.00"), BigDecimal::add);
        }

        boolean isTaken(Row receipt) {
            return taken.contains(receipt);
        }

        private static ClientDay whenSold(Row receipt) {
            return new ClientDay(receipt.cell("Client"), receipt.day("Date"));
        }

        private static ClientDay whenBooked(Row booking) {
            return new ClientDay(booking.cell("Code"), booking.day("Date"));
        }
    }
}
