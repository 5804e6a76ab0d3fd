/** axe-core on a page as it stands, with what it finds told in a line each. */
import axe, { type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** All rules, or those on colours alone, for a page that was seen in its other colours already. */
export type AxeScope = 'everything' | 'colours'

/** WCAG 2.2 AA and the good practices that axe knows beyond it; a line for each rule that is broken. */
export async function axeViolations(page: Page, scope: AxeScope = 'everything'): Promise<string[]> {
  const options: RunOptions =
    scope === 'colours'
      ? { runOnly: ['color-contrast', 'link-in-text-block'] }
      : { rules: { region: { enabled: false } } }
  // Evaluated, not added as a script element: the content security policy stays as it is.
  await page.evaluate(axe.source)
  const run = async (context: string, chosen: RunOptions) => {
    const all = JSON.stringify({ resultTypes: ['violations'], ...chosen })
    return (await page.evaluate<AxeResults>(`axe.run(${context}, ${all})`)).violations
  }
  const violations = await run('document', options)
  if (scope === 'everything') {
    // Tooltips and menus hang outside of all landmarks, and come and go with the focus.
    violations.push(...(await run('{ exclude: [["[data-overlay-container]"]] }', { runOnly: ['region'] })))
  }
  return violations.map(({ id, help, nodes }) => {
    const [first] = nodes
    const why = first?.failureSummary?.replaceAll(/\s+/g, ' ') ?? ''
    return `${id}, ${nodes.length} times: ${help}. ${first?.html} ${why}`
  })
}
