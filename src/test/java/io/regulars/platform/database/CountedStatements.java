package io.regulars.platform.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Counts what a transaction sends to PostgreSQL: its statements, and the round trips in which they are sent. */
public final class CountedStatements {
    private final List<String> trips = new ArrayList<>();

    /** The same transaction, of which each statement is counted. */
    public Transaction counting(Transaction transaction) {
        Connection connection = transaction.connection();
        return new Transaction(proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(method, connection, arguments);
            return result instanceof PreparedStatement statement && arguments[0] instanceof String sql
                    ? counted(statement, sql)
                    : result;
        }));
    }

    private PreparedStatement counted(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                trips.add(sql);
            }
            return call(method, statement, arguments);
        });
    }

    /** How many round trips there were. */
    public int trips() {
        return trips.size();
    }

    /** How many statements were sent in them. */
    public long statements() {
        return trips.stream()
                .flatMap(trip -> Stream.of(trip.split(";")))
                .filter(statement -> !statement.isBlank())
                .count();
    }

    @Override
    public String toString() {
        return String.join("\n--\n", trips);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
