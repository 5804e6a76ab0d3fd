/** How to put Copydesk behind one proxy, ready to paste. In it 4600 is Copydesk's port. */
export interface ProxyFix {
  title: string
  /** Its file in docs/proxies, for the proxies that the tests run. */
  file?: string
  snippet: string
}
