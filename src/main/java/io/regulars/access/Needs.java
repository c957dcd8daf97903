package io.regulars.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The roles one of which a key must have; on an operation, or on a resource for all its operations. {@link Role#ADMIN}
 * need not be named: it may do everything within its business, except what only {@link Role#PLATFORM} may. An operation
 * without this annotation is refused to everybody.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
    /** Any one of these is enough. */
    Role[] value();
}
