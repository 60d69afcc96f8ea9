package dev.sluice.gateway.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a member of staff may do; each role may do all that the ones before it may. */
public enum Role {
    /** Looks. */
    VIEWER,
    /** Repairs, confirms and cancels. */
    OPERATOR,
    /** Changes shops, catalog, keys and staff. */
    ADMIN;

    /** As it stands in the table and in a token. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> of(String token) {
        return Stream.of(values()).filter(role -> role.token().equals(token)).findFirst();
    }

    /** Its own authority and those of the roles below. */
    List<GrantedAuthority> authorities() {
        return Stream.of(values())
                .filter(role -> role.compareTo(this) <= 0)
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }
}
