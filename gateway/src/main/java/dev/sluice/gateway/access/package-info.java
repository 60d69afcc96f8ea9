/** Who may do what: staff accounts, their login and tokens, and the rules in front of the admin endpoints. */
@NullMarked
package dev.sluice.gateway.access;

import org.jspecify.annotations.NullMarked;
