/** The administrators' place for service keys: what programs call the API with. */
import { KeyRound, Lock, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button, EmptyState, ErrorState, SkeletonRows, Toolbar, ToolbarSpace } from '../../design/index.ts'
import { Page } from '../../frame/Page.tsx'
import { useMay } from '../../people/use-may.ts'
import { KeyList } from './KeyList.tsx'
import { NewKey } from './NewKey.tsx'
import { type KeysState, useKeys } from './use-keys.ts'

/** The screen at `/admin/keys`. */
export function AdminKeys() {
  const mayManage = useMay('site.manage')
  return (
    <Page title="Service keys">
      {mayManage ? (
        <Keys />
      ) : (
        <EmptyState icon={<Lock size={20} />} title="Administrators manage service keys">
          Programs call the API with them. Ask an administrator for one.
        </EmptyState>
      )}
    </Page>
  )
}

function Keys() {
  const [keys, refresh] = useKeys()
  const [isMaking, setMaking] = useState(false)
  const close = () => {
    setMaking(false)
    refresh()
  }
  return (
    <>
      <KeysView keys={keys} refresh={refresh} onNew={() => setMaking(true)} />
      <NewKey isOpen={isMaking} onClose={close} />
    </>
  )
}

interface KeysViewProps {
  keys: KeysState
  refresh: () => void
  onNew: () => void
}

function KeysView({ keys, refresh, onNew }: KeysViewProps) {
  if (keys.status === 'loading') return <SkeletonRows label="Loading the service keys" count={4} />
  if (keys.status === 'error') return <ErrorState error={keys.error} onRetry={refresh} />
  const make = (
    <Button variant="primary" icon={<Plus size={15} aria-hidden />} onPress={onNew}>
      New service key
    </Button>
  )
  if (keys.list.length === 0) {
    return (
      <EmptyState icon={<KeyRound size={20} />} title="No service keys yet" action={make}>
        With a key, a program calls the API in its own name: an importer, a build, a bot.
      </EmptyState>
    )
  }
  return (
    <>
      <Toolbar label="Service keys">
        <ToolbarSpace />
        {make}
      </Toolbar>
      <KeyList keys={keys.list} onRevoked={refresh} />
    </>
  )
}
