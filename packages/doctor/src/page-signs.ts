/**
 * What a page says of itself: a check for browsers, a sign-in, maintenance, a firewall, a port that wants TLS. Looks
 * at the words that products are known for, on answers that are not one of our servers'. Pure; claims nothing.
 */

export const pageSigns = [
  'challenge',
  'sign_in',
  'maintenance',
  'firewall',
  'wants_tls',
  'wants_client_certificate',
  'wants_http2',
  'unknown_host',
  'origin_down',
  'copydesk_app',
] as const
export type PageSign = (typeof pageSigns)[number]

interface Looked {
  status: number
  /** Lower case names. */
  headers: Readonly<Record<string, string>>
  title: string | null
  body: string
}

const has =
  (pattern: RegExp) =>
  ({ title, body }: Looked): boolean =>
    pattern.test(title ?? '') || pattern.test(body)
const titled =
  (pattern: RegExp) =>
  ({ title }: Looked): boolean =>
    pattern.test(title ?? '')
const headed =
  (name: string, pattern: RegExp) =>
  ({ headers }: Looked): boolean =>
    pattern.test(headers[name] ?? '')
const failing = ({ status }: Looked): boolean => status >= 400

const signs: Readonly<Record<PageSign, (looked: Looked) => boolean>> = {
  challenge: (looked) =>
    headed('cf-mitigated', /challenge/)(looked) ||
    headed('x-amzn-waf-action', /challenge|captcha/)(looked) ||
    titled(/^(just a moment|attention required|checking your browser|ddos-guard|are you a (human|robot))/i)(
      looked,
    ) ||
    titled(/making sure you('|’|&#39;)re not a bot/i)(looked) ||
    has(
      /cf[-_]chl|_Incapsula_Resource|g-recaptcha|h-captcha|ddos protection by|verify(ing)? (that )?you are human/i,
    )(looked),
  sign_in: (looked) =>
    looked.status < 400 &&
    (titled(
      /\b(sign|log)[ -]?(in|on)\b|anmeld|connexion|inloggen|logga in|captive|hotspot|wi-?fi|welcome to .*network/i,
    )(looked) ||
      has(/<input[^>]+type=["']?password/i)(looked)),
  // Apache's own page for a server that is down speaks of maintenance as well, as one of two guesses.
  maintenance: (looked) =>
    failing(looked) &&
    (titled(/maintenance|be right back|back (soon|shortly)|wartung/i)(looked) ||
      has(/\b(in|under|for|scheduled|planned|ongoing) maintenance\b|be right back/i)(looked)),
  firewall: (looked) =>
    failing(looked) &&
    (headed('x-sucuri-id', /./)(looked) ||
      has(
        /web application firewall|\bwaf\b|mod_?security|request blocked|blocked by|access denied|incident id|not acceptable|support id/i,
      )(looked)),
  wants_tls: (looked) =>
    looked.status === 400 &&
    has(
      /plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL|host and port requires TLS|HTTP request to an HTTPS server/i,
    )(looked),
  wants_client_certificate: (looked) =>
    failing(looked) &&
    has(
      /no required ssl certificate|ssl certificate (error|required)|client certificate (is )?(required|missing)|403\.7/i,
    )(looked),
  wants_http2: (looked) => failing(looked) && has(/ALPN Protocol, expected `?h2/i)(looked),
  unknown_host: (looked) =>
    failing(looked) && has(/invalid host(name| header)|unknown host|no such (app|host)|misdirected/i)(looked),
  origin_down: (looked) =>
    looked.status >= 520 ||
    (looked.status >= 500 &&
      has(
        /no server is available to handle|backend fetch failed|web server is down|host error|error 52\d|upstream connect error|no healthy upstream/i,
      )(looked)),
  copydesk_app: ({ status, title }) => status === 200 && title === 'Copydesk',
}

export function signsOf(looked: Looked): PageSign[] {
  return pageSigns.filter((sign) => signs[sign](looked))
}
