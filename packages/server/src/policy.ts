/** Who may do what. The table itself is in the contract, so that the API can say so. */
export { type Action, actions, may, mayAsManager } from '@copydesk/contract'
