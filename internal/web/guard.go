package web

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// policy lets the page load nothing but itself. The map draws in a worker of its
// own and reads its images from memory.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
	"connect-src 'self'; worker-src 'self'; font-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

// guard keeps other sites out: those that point a name of theirs at this machine
// (the Host header tells), those that send forms across (the browser's
// Sec-Fetch-Site and Origin tell), and those that would frame the page.
func guard(next http.Handler, hosts []string) http.Handler {
	known := append([]string{"localhost", "127.0.0.1", "::1"}, hosts...)
	sameSite := http.NewCrossOriginProtection()
	sameSite.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		problem(w, http.StatusForbidden, "changes are taken from Tocsin's own pages only")
	}))
	inner := sameSite.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !slices.Contains(known, hostname(r.Host)) {
			problem(w, http.StatusMisdirectedRequest,
				"this server does not answer under that host name; open it as it was printed at its start")
			return
		}
		inner.ServeHTTP(w, r)
	})
}

// hostname returns the host without its port and brackets, in lower case.
func hostname(hostport string) string {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	return strings.ToLower(host)
}
