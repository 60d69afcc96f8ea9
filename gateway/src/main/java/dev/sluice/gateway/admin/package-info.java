/** What the admin endpoints have in common: their parameters, cursors and page form. */
@NullMarked
package dev.sluice.gateway.admin;

import org.jspecify.annotations.NullMarked;
