/** A place that another screen takes. */
import { Page } from '../../frame/Page.tsx'

/** Nothing yet. */
export function Project() {
  return <Page title="Project">{null}</Page>
}
