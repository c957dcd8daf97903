/**
 * What every integration test stands on: one PostgreSQL, a clock that the test sets, a business of its own.
 *
 * <p>An {@code *IT} is a {@code @QuarkusTest}; it needs nothing else to have a database ({@link PostgresResource}). Inject
 * {@link TestClock} to set the time, and {@link TestBusinesses} for a fresh business with keys:
 * <pre>
 *   &#64;QuarkusTest
 *   class BookingsIT {
 *       &#64;Inject TestClock clock;
 *       &#64;Inject TestBusinesses businesses;
 *
 *       &#64;Test
 *       void …() {
 *           clock.set("2026-11-22T12:00:00Z");
 *           TestBusiness salon = businesses.fresh();
 *           salon.as(Role.BOOKING_SYSTEM).body("{…}").put("/api/bookings/b-1").then().statusCode(200);
 *       }
 *   }
 * </pre>
 */
@NullMarked
package io.regulars.testing;

import org.jspecify.annotations.NullMarked;
