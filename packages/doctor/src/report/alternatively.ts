/** What else would look the same as a finding, in a sentence; the same in every form of the report. */
import type { Finding } from '../verdict/finding.ts'

/** Empty where everything else is ruled out. */
export function alternatively({ rivals }: Pick<Finding, 'rivals'>): string {
  return rivals.length === 0 ? '' : `It could also be that ${rivals.join(', or that ')}.`
}
