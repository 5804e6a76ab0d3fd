/** Signing in by way of the site's provider: a page of its own, which leads back to where one was. */
import { errors } from '@copydesk/contract'
import { useState } from 'react'
import { basePath } from '../../base-path.ts'
import { Button } from '../../design/index.ts'
import { DoorwayFailure } from '../../frame/Doorway.tsx'

/** In the address after a sign-in that failed: the code of the reason. */
const failedParameter = 'signIn'

export function ProviderSignIn({ label }: { label: string }) {
  const [failure] = useState(readFailure)
  return (
    <>
      <DoorwayFailure error={failure} />
      <Button variant="primary" onPress={leave}>
        {label}
      </Button>
    </>
  )
}

/** A page load, not a place in the app. */
function leave(): void {
  location.assign(`${basePath}/api/v1/session/oidc?${new URLSearchParams({ returnTo: here() })}`)
}

function readFailure(): { title: string; remedy: string } | null {
  const code = new URLSearchParams(location.search).get(failedParameter) ?? ''
  return Object.hasOwn(errors, code) ? errors[code as keyof typeof errors] : null
}

function here(): string {
  const url = new URL(location.href)
  url.searchParams.delete(failedParameter)
  return url.pathname + url.search + url.hash
}
