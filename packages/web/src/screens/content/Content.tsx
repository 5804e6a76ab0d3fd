/** A place that another screen takes. */
import { Page } from '../../frame/Page.tsx'

/** Nothing yet. */
export function Content() {
  return <Page title="Content">{null}</Page>
}
