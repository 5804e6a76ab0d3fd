/** What only a browser meets: its rules about content, its few connections, its sleep. */
import { seconds } from '../checks/wording.ts'
import type { Rule } from './finding.ts'
import { windowsHoldAllConnections } from './knowledge.ts'

export const forbiddenByBrowser: Rule = ({ webSocket }) => {
  if (webSocket.outcome !== 'forbidden') return []
  if (webSocket.by === 'mixed_content') {
    const says = `The browser refuses ws: on a page that was opened by https (${webSocket.detail}).`
    return [{ cause: 'mixed_content', says, basedOn: ['webSocket'], rivals: [] }]
  }
  const says = `The directive ${webSocket.directive} of the page’s policy does not list ${webSocket.blocked}.`
  return [{ cause: 'csp', says, basedOn: ['webSocket'], rivals: [] }]
}

export const noConnectionLeft: Rule = ({ page, echo, plainGet }) => {
  if (!windowsHoldAllConnections(page)) return []
  const hangs = [echo, plainGet].some(({ outcome }) => outcome === 'failed')
  if (!hangs) return []
  const says = `${page.windows} windows hold a connection each, requests hang, and over HTTP/1.1 a browser has six per host.`
  return [{ cause: 'connections_per_host', says, basedOn: ['page'], rivals: ['another_reason'] }]
}

export const sleptAwhile: Rule = ({ page }) => {
  if (page.outcome !== 'page' || page.gap === null) return []
  const { ms, recovered } = page.gap
  const says = `This tab or computer slept for ${seconds(ms)}, and the connection with it. ${fetchedText(recovered)}`
  return [{ cause: 'slept', level: 'notice', says, basedOn: ['page'], rivals: ['another_reason'] }]
}

function fetchedText(recovered: number | null | undefined): string {
  if (recovered === undefined) return 'What was missed has been fetched since.'
  return recovered === null
    ? 'The state was loaded anew.'
    : `${recovered} publications were fetched afterwards.`
}
