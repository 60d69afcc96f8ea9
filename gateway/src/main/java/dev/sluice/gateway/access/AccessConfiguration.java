package dev.sluice.gateway.access;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    DerivedKeys derivedKeys(AccessSettings settings) {
        return new DerivedKeys(settings);
    }

    @Bean
    StaffTokens staffTokens(DerivedKeys keys, AccessSettings settings) {
        return new StaffTokens(keys, settings, Clock.systemUTC());
    }

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    FirstAdmin firstAdmin(StaffRepository staff, Passwords passwords, AccessSettings settings) {
        return new FirstAdmin(staff, passwords, settings.bootstrapAdmin());
    }

    @Bean
    StaffLogin staffLogin(StaffRepository staff, Passwords passwords, FirstAdmin firstAdmin, AccessSettings settings) {
        return new StaffLogin(staff, passwords, new LoginThrottle(settings, Clock.systemUTC()), firstAdmin);
    }

    @Bean
    RouterFunction<ServerResponse> accessRoutes(StaffLogin login, StaffTokens tokens) {
        return new TokenEndpoint(login, tokens).routes();
    }
}
