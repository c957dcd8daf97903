package io.regulars.imports.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the made-up business sells. */
final class Catalogue {
    private static final List<Service> SERVICES = List.of(
            new Service("cut", "Haircut", "hair", 4500, 45, null, 30),
            new Service("blow-dry", "Wash and blow-dry", "hair", 3200, 45, null, 10),
            new Service("color", "Colour", "color", 9500, 120, 48, 12),
            new Service("highlights", "Highlights", "color", 14500, 150, 48, 6),
            new Service("massage", "Massage 60 min", "massage", 6500, 60, null, 16),
            new Service("massage-90", "Massage 90 min", "massage", 9000, 90, null, 6),
            new Service("facial", "Facial", "skin", 7500, 60, null, 8),
            new Service("manicure", "Manicure", "nails", 3500, 45, null, 14),
            new Service("pedicure", "Pedicure", "nails", 4800, 60, null, 8),
            new Service("spa-day", "Spa day", "spa", 24000, 300, 72, 2));

    private static final List<Product> PRODUCTS = List.of(
            new Product("PRODUCT", 1800),
            new Product("PRODUCT", 2900),
            new Product("PRODUCT", 5400),
            new Product("PACKAGE", 18000),
            new Product("MEMBERSHIP", 4900));

    private Catalogue() {}

    /**
     * A service.
     *
     * @param price in hundredths
     * @param lateHours its own cancellation notice; null: that of the business
     * @param popularity how often it is chosen, against the others
     */
    record Service(
            String code,
            String name,
            String category,
            int price,
            int minutes,
            @Nullable Integer lateHours,
            int popularity) {}

    /** Something sold over the counter; the price in hundredths. */
    record Product(String kind, int price) {}

    static List<Service> services() {
        return SERVICES;
    }

    static Product product(Chance chance) {
        return PRODUCTS.get(chance.weighted(40, 30, 15, 3, 6));
    }

    /** What somebody comes for: who has more to spend takes the dearer services more often. */
    static Service choose(double budget, Chance chance) {
        double[] weights = new double[SERVICES.size()];
        for (int i = 0; i < weights.length; i++) {
            Service service = SERVICES.get(i);
            weights[i] = service.popularity() * Math.pow(service.price() / 4500.0, (budget - 1) / 4);
        }
        return SERVICES.get(chance.weighted(weights));
    }
}
