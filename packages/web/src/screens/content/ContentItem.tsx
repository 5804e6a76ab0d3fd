/** A place that another screen takes. */
import { Page } from '../../frame/Page.tsx'

/** Nothing yet. */
export function ContentItem() {
  return <Page title="Content">{null}</Page>
}
