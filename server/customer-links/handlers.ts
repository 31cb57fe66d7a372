import type { Handlers } from '../platform/http/handlers.ts';
import { listCustomerAnswers } from './answers.ts';
import { createBackorderLink, createCustomerLink } from './create-link.ts';
import { listBackorderLinks, listCustomerLinks } from './queries.ts';
import { revokeCustomerLink } from './revoke-link.ts';

/** Links by which customers see what they wait for. `publicUrl` is the address at which customers reach this server. */
export function customerLinkHandlers(
  publicUrl: string,
): Handlers<
  | 'listBackorderLinks'
  | 'createBackorderLink'
  | 'listCustomerLinks'
  | 'createCustomerLink'
  | 'revokeCustomerLink'
  | 'listCustomerAnswers'
> {
  return {
    listBackorderLinks,
    createBackorderLink: (viewer, request, work) => createBackorderLink(viewer, request, work, publicUrl),
    listCustomerLinks,
    createCustomerLink: (viewer, request, work) => createCustomerLink(viewer, request, work, publicUrl),
    revokeCustomerLink,
    listCustomerAnswers,
  };
}
