/** The people of the site as live React state. */
import type { Groups, Id, Invitations, OwnSessions, PeopleState, Person } from '@copydesk/contract'
import { useDesk } from './CopydeskProvider.tsx'
import { type LiveResult, useLiveSnapshot } from './use-live.ts'

/** Everybody, oldest account first. */
export function usePeople(): LiveResult<PeopleState> {
  return useLiveSnapshot(useDesk().lives.people())
}

/** One person; undefined while unknown. */
export function usePerson(personId: Id | null | undefined): Person | undefined {
  return usePeople().data?.data.find((person) => person.id === personId)
}

/** A person's name; undefined while unknown. */
export function usePersonName(personId: Id | null | undefined): string | undefined {
  return usePerson(personId)?.name
}

/** The signed-in person, with the name and role of this moment. */
export function useMe(): Person {
  const { person } = useDesk()
  return usePerson(person.id) ?? person
}

/** Where the signed-in person is signed in, newest first. */
export function useOwnSessions(): LiveResult<OwnSessions> {
  return useLiveSnapshot(useDesk().lives.ownSessions())
}

/** Who is invited, newest first; for administrators. */
export function useInvitations(): LiveResult<Invitations> {
  return useLiveSnapshot(useDesk().lives.invitations())
}

/** The groups of people, oldest first; read once they are wanted. */
export function useGroups(isWanted = true): LiveResult<Groups> {
  return useLiveSnapshot(useDesk().lives.groups(), isWanted)
}
