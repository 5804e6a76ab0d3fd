/** Why items do not come back with their project or their content, in words. */
import type { LeftItem } from '@copydesk/contract'

const whyLeft: Record<LeftItem['reason'], string> = {
  in_other_project: 'is in another project now',
  published: 'was published meanwhile',
  scheduled: 'is scheduled by itself',
  deleted: 'is in the trash itself',
  project_scheduled: 'belongs to a project that is scheduled now',
}

/** Why items did not come back: the first one, and how many more. */
export function sayLeft([first, ...others]: readonly LeftItem[]): string {
  if (first === undefined) return ''
  const where = first.project === null ? whyLeft[first.reason] : `is in “${first.project.name}” now`
  const more = others.length === 0 ? '' : `, and ${others.length} more did not come back`
  return `Without “${first.title}”, which ${where}${more}.`
}
