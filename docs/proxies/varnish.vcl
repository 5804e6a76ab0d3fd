# Copydesk behind Varnish: /etc/varnish/default.vcl, with varnishd -a :8080
# Copydesk runs with COPYDESK_PUBLIC_URL=https://desk.example and COPYDESK_TRUST_PROXY=127.0.0.1
# Varnish's own time-outs for what is silent (pipe_timeout, between_bytes_timeout: 60 s) fit pings every 25 s.
vcl 4.1;

backend default {
    .host = "127.0.0.1";
    .port = "4600";
}

sub vcl_recv {
    # Varnish ends no TLS; what stands before it does and says so. Nothing said: this hop is what people use.
    if (!req.http.X-Forwarded-Proto) {
        set req.http.X-Forwarded-Proto = "http";
    }
    set req.http.X-Forwarded-Host = req.http.Host;

    # A WebSocket is no request and answer: hand the bytes through.
    if (req.http.Upgrade ~ "(?i)\bwebsocket\b") {
        return (pipe);
    }
    # Nothing else changes the protocol of a connection, whatever is offered (curl --http2 and Java: h2c).
    unset req.http.Upgrade;
    # Everything else may differ from person to person, or never end. Copydesk tells browsers what they may keep.
    return (pass);
}

sub vcl_pipe {
    # Varnish would keep these to itself.
    if (req.http.Upgrade) {
        set bereq.http.Upgrade = "websocket";
        set bereq.http.Connection = "upgrade";
    }
}
