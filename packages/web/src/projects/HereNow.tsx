/** Who else is looking at this project, or has this text open, now. */
import type { Id, Person, VersionSummary } from '@copydesk/contract'
import { useDesk, useHere, useHereAtVersion } from '@copydesk/react'
import { AvatarGroup } from '../design/index.ts'
import { TypingLine } from './typing/TypingLine.tsx'
import { TypingPlace } from './typing/typing-place.ts'

/** Nothing while one is alone. */
export function HereNow({ projectId, people }: { projectId: Id; people: readonly Person[] }) {
  return <Others present={useHere(projectId)} people={people} />
}

/** As `HereNow`, of a version. Whoever has it open is looking at the project that holds it, too. */
export function HereAtVersion({ version, people }: { version: VersionSummary; people: readonly Person[] }) {
  return (
    <>
      <Others present={useHereAtVersion(version)} people={people} />
      <TypingPlace value={version}>
        <TypingLine
          subject={{ kind: 'version', contentId: version.contentId, versionId: version.id }}
          place="heading"
        />
      </TypingPlace>
      {version.projectId !== null && <InProject key={version.projectId} projectId={version.projectId} />}
    </>
  )
}

/** Is seen in the project and shows nothing. */
function InProject({ projectId }: { projectId: Id }) {
  useHere(projectId)
  return null
}

interface OthersProps {
  present: ReturnType<typeof useHere>
  people: readonly Person[]
}

function Others({ present, people }: OthersProps) {
  const { person: me } = useDesk()
  const others = present.flatMap(({ personId }) => {
    const person = people.find((candidate) => candidate.id === personId)
    return person === undefined || personId === me.id ? [] : [person]
  })
  return others.length === 0 ? null : <AvatarGroup label="Here now" people={others} />
}
