/** What only a browser meets: its rules about content, its few connections, its sleep. */
import { seconds } from '../checks/wording.ts'
import { finding, type Rule } from './finding.ts'

export const forbiddenByBrowser: Rule = ({ webSocket }) => {
  if (webSocket.outcome !== 'forbidden') return []
  if (webSocket.by === 'mixed_content') {
    const says = `The browser refuses ws: on a page that was opened by https (${webSocket.detail}).`
    return [finding('mixed_content', { confidence: 'certain', says, basedOn: ['webSocket'] })]
  }
  const says = `The directive ${webSocket.directive} of the page’s policy does not list ${webSocket.blocked}.`
  return [finding('csp', { confidence: 'certain', says, basedOn: ['webSocket'] })]
}

/** HTTP/1.1 gives a browser six connections per host, and each window without SharedWorker holds one for its stream. */
const connectionsPerHost = 6

export const noConnectionLeft: Rule = ({ page, echo, plainGet }) => {
  if (page.outcome !== 'page' || page.hasSharedWorker || page.protocol !== 'http/1.1') return []
  if (page.windows === null || page.windows < connectionsPerHost) return []
  const hangs = [echo, plainGet].some(({ outcome }) => outcome === 'failed')
  if (!hangs) return []
  const says = `${page.windows} windows hold a connection each, requests hang, and over HTTP/1.1 a browser has six per host.`
  return [finding('connections_per_host', { confidence: 'likely', says, basedOn: ['page'] })]
}

export const sleptAwhile: Rule = ({ page }) => {
  if (page.outcome !== 'page' || page.gap === null) return []
  const { ms, recovered } = page.gap
  const says = `This tab or computer slept for ${seconds(ms)}, and the connection with it. ${fetchedText(recovered)}`
  return [finding('slept', { level: 'notice', confidence: 'likely', says, basedOn: ['page'] })]
}

function fetchedText(recovered: number | null | undefined): string {
  if (recovered === undefined) return 'What was missed has been fetched since.'
  return recovered === null
    ? 'The state was loaded anew.'
    : `${recovered} publications were fetched afterwards.`
}
