/** Who there is, what lets them in, and programs that act in a name of their own. */
import type { Actor, Role } from '@copydesk/contract'
import type { Generated } from 'kysely'

export interface PeopleTable {
  id: string
  revision: number
  name: string
  email: string
  role: Role
  /** Argon2id in PHC string format; null for people who cannot sign in with a password. */
  password_hash: string | null
  /** What an embedding application calls the person by in its tokens. */
  external_id: Generated<string | null>
  /** BCP 47; null: as the person's device writes dates. */
  language: string | null
  /** IANA; null: that of the person's device. */
  time_zone: string | null
  /** Since when the person is kept out; null for those who work here. */
  deactivated_at: number | null
  /** Since when for good; never without the other. */
  removed_at: number | null
  created_at: number
}

export interface SessionsTable {
  id: string
  /** SHA-256 of the 256-bit token, hex; the token itself is only in the cookie. */
  token_hash: string
  person_id: string
  /** As the browser called itself; null for sessions without one. */
  user_agent: string | null
  created_at: number
  /** To some minutes; null for sessions from before it was noted. */
  last_seen_at: number | null
  expires_at: number
}

/** Links that let one person in each. */
export interface InvitationsTable {
  id: string
  revision: number
  /** SHA-256 of the 256-bit token, hex; the token itself is only in the link. */
  token_hash: string
  /** For whom it is, in the words of whoever invited. */
  label: string
  role: Role
  created_by_id: string
  created_by_kind: Actor['kind']
  created_at: number
  expires_at: number
  accepted_at: number | null
  accepted_by_id: string | null
  revoked_at: number | null
}

/** People under one name. */
export interface GroupsTable {
  id: string
  revision: number
  name: string
  created_at: number
  /** 1 where the provider says who is in it. */
  managed: Generated<number>
}

/** Who is in which group, those who are kept out included. */
export interface GroupMembersTable {
  group_id: string
  person_id: string
}

/** Changes whenever a person sees other private projects than before. */
export interface AccessMarksTable {
  person_id: string
  mark: string
}

/** Who at the OpenID Connect provider is which person. */
export interface ProviderAccountsTable {
  issuer: string
  subject: string
  person_id: string
  created_at: number
}

/** Keys that programs call the API with. Revoked ones stay, so that it can be told who did what. */
export interface ServiceKeysTable {
  id: string
  revision: number
  name: string
  /** SHA-256 of the key, hex; the key itself is nowhere. */
  key_hash: string
  prefix: string
  /** JSON list. */
  scopes: string
  created_by_id: string
  created_by_kind: Actor['kind']
  created_at: number
  expires_at: number | null
  last_used_at: number | null
  revoked_at: number | null
}

export interface PeopleTables {
  people: PeopleTable
  sessions: SessionsTable
  service_keys: ServiceKeysTable
  provider_accounts: ProviderAccountsTable
  invitations: InvitationsTable
  groups: GroupsTable
  group_members: GroupMembersTable
  access_marks: AccessMarksTable
}
