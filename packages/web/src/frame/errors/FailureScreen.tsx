/** What stands in the frame when a screen broke or its code could not be loaded. */
import { ButtonLink, ErrorState } from '../../design/index.ts'
import { paths } from '../../paths.ts'
import { Page } from '../Page.tsx'

/** A reload is the remedy for both: it also brings the code of a newer version of the server. */
export function FailureScreen() {
  return (
    <Page title="Something broke">
      <ErrorState
        error={{
          title: 'This page could not be shown',
          remedy:
            'Reload it. What you saved is safe; if it happens again, tell your administrator what you did just before.',
        }}
        onRetry={() => window.location.reload()}
        actions={<ButtonLink href={paths.projects()}>Go to the projects</ButtonLink>}
      />
    </Page>
  )
}
