/** When what happened in a project of the demo. Pure: spreads the script over the time from its begin until now. */
import type { SettableStatus } from '@copydesk/contract'
import type { ScriptItem, ScriptPerson, ScriptProject, ScriptThread } from './script.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** How a version gets to a status by hand. */
const pathTo: Record<ScriptItem['status'], SettableStatus[]> = {
  draft: [],
  in_review: ['in_review'],
  ready: ['in_review', 'ready'],
  rejected: ['in_review', 'rejected'],
}

export interface Move {
  at: number
  by: ScriptPerson
  status: SettableStatus
}

/** The status moves of an item; whoever writes it hands it in, the reviewer decides. */
export function movesOf(project: ScriptProject, item: ScriptItem, now: number): Move[] {
  const { from, to } = activeTime(project, now)
  const place = (project.items.indexOf(item) + 0.5) / project.items.length
  const author = item.assignee ?? project.owner
  return pathTo[item.status].map((status, step) => ({
    at: from + (to - from) * (0.6 * place + 0.35 * step),
    by: step > 0 ? 'reviewer' : author === 'reviewer' ? 'editor' : author,
    status,
  }))
}

/** When a text was added to by its author: before it was handed in first. */
export function additionAt(project: ScriptProject, item: ScriptItem, now: number): number {
  const [first] = movesOf(project, item, now)
  return (first?.at ?? activeTime(project, now).to) - 20 * minuteMs
}

export function begunAt(project: ScriptProject, now: number): number {
  return now - project.begunDaysAgo * dayMs
}

export function publishedAt({ published }: ScriptProject, now: number): number {
  return now - (published?.daysAgo ?? 0) * dayMs
}

/** When each comment of a thread was written: some minutes apart, differently for each. */
export function commentTimes(thread: ScriptThread, now: number): number[] {
  let at = now - thread.hoursAgo * hourMs
  return thread.comments.map((comment, index) => {
    if (index > 0) at += (4 + (Object.values(comment).join().length % 23)) * minuteMs
    return at
  })
}

/** From the first hours after the begin until an hour before the end: publishing, or now. */
function activeTime(project: ScriptProject, now: number): { from: number; to: number } {
  return { from: begunAt(project, now) + 4 * hourMs, to: publishedAt(project, now) - 1 * hourMs }
}
