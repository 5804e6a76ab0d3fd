/** What a page complains of in its console: errors of its own, and what its content security policy stopped. */
import type { Page } from 'playwright-core'

/** Grows as the page complains. That an answer or the network failed is left out: the screen itself tells that. */
export function watchComplaints(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error}`))
  page.on('console', (message) => {
    const text = message.text()
    const isNetwork = text.startsWith('Failed to load resource') || text.includes('net::ERR_')
    if (message.type() === 'error' && !isNetwork) complaints.push(`${page.url()}: ${text}`)
  })
  return complaints
}
