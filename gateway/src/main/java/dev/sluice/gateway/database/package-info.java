/** The pool of connections to PostgreSQL. */
@NullMarked
package dev.sluice.gateway.database;

import org.jspecify.annotations.NullMarked;
