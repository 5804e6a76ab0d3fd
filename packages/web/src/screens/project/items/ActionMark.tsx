/** What publishing does to an item that is not to go live: said beside its title. */
import { type ProjectItem, wasPublished } from '@copydesk/contract'
import { Badge } from '../../../design/index.ts'

export function ActionMark({ item }: { item: ProjectItem }) {
  if (item.action !== 'unpublish') return null
  return <Badge tone="warning">{wasPublished(item.status) ? 'Taken down' : 'Will be taken down'}</Badge>
}
