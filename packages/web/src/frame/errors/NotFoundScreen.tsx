/** What stands at an address where nothing is, or nothing that this person may see (404). */
import { SearchX } from 'lucide-react'
import { ButtonLink, EmptyState } from '../../design/index.ts'
import { paths } from '../../paths.ts'
import { Page } from '../Page.tsx'

export function NotFoundScreen() {
  return (
    <Page title="Nothing here">
      <EmptyState
        icon={<SearchX size={20} />}
        title="There is nothing at this address"
        action={
          <ButtonLink variant="primary" href={paths.projects()}>
            Go to the projects
          </ButtonLink>
        }
      >
        The link may be mistyped, or it leads to something that you are not allowed to see.
      </EmptyState>
    </Page>
  )
}
