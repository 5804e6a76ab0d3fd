/**
 * Headers that a person adds for a proxy on the way, such as its password. They go to one origin alone: neither to
 * where a redirect leads nor, by plain http, to the same host. Never shown anywhere.
 */

export interface ExtraHeaders {
  origin: string
  values: Readonly<Record<string, string>>
}

export function headersFor(extra: ExtraHeaders | undefined, url: URL): Readonly<Record<string, string>> {
  return extra?.origin === url.origin ? extra.values : {}
}
