package io.queuectl.testkit.cost;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts what goes through JDBC connections: the calls that a driver executes, the rows of its batches, and the commits, by the method or by the
 * statement of that name. Thread-safe.
 */
public final class JdbcMeter {

    private final LongAdder statements = new LongAdder();
    private final LongAdder roundTrips = new LongAdder();
    private final LongAdder commits = new LongAdder();

    public Cost spent() {
        return new Cost(statements.sum(), roundTrips.sum(), commits.sum());
    }

    /** A source of connections that are counted. */
    public DataSource on(DataSource source) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection ? on(connection) : result;
        });
    }

    /** The connection, counted. */
    public Connection on(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            boolean commit = method.getName().equals("commit");
            if (commit || method.getName().equals("rollback")) {
                roundTrips.increment();
                commits.add(commit ? 1 : 0);
            }
            Object result = call(connection, method, arguments);
            if (result instanceof PreparedStatement statement) {
                return on(PreparedStatement.class, statement);
            }
            return result instanceof Statement statement ? on(Statement.class, statement) : result;
        });
    }

    private <T extends Statement> T on(Class<T> type, T statement) {
        AtomicInteger batched = new AtomicInteger();
        return proxy(type, (proxy, method, arguments) -> {
            String name = method.getName();
            if (name.equals("addBatch")) {
                batched.incrementAndGet();
            } else if (name.startsWith("execute")) {
                statements.add(name.endsWith("Batch") ? batched.getAndSet(0) : 1);
                roundTrips.increment();
                commits.add(isCommit(arguments) ? 1 : 0);
            }
            return call(statement, method, arguments);
        });
    }

    private static boolean isCommit(Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && "COMMIT".equals(arguments[0]);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(JdbcMeter.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }
}
