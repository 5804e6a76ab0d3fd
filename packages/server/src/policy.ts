/** Who may do what. The table itself is in the contract, so that the web app can hide what would be refused. */
export { type Action, may } from '@copydesk/contract'
