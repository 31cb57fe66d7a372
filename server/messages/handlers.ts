import type { Handlers } from '../platform/http/handlers.ts';
import { getMessageRules, updateMessageRules } from './message-rules.ts';
import { previewMessageTemplate, testMessageTemplate } from './preview-template.ts';
import { listMessageProposals } from './proposals.ts';
import { getMessage, listMailbox } from './queries.ts';
import { resendMessage } from './resend-message.ts';
import { sendMessageProposals, setNewsAside } from './tell-proposals.ts';
import { getMessageTemplate, listMessageTemplates } from './templates.ts';
import { resetMessageTemplate, updateMessageTemplate } from './update-template.ts';

/** What customers are told. */
export const messageHandlers: Handlers<
  | 'listMailbox'
  | 'getMessage'
  | 'resendMessage'
  | 'listMessageProposals'
  | 'sendMessageProposals'
  | 'setNewsAside'
  | 'getMessageRules'
  | 'updateMessageRules'
  | 'listMessageTemplates'
  | 'getMessageTemplate'
  | 'updateMessageTemplate'
  | 'resetMessageTemplate'
  | 'previewMessageTemplate'
  | 'testMessageTemplate'
> = {
  listMailbox,
  getMessage,
  resendMessage,
  listMessageProposals,
  sendMessageProposals,
  setNewsAside,
  getMessageRules,
  updateMessageRules,
  listMessageTemplates,
  getMessageTemplate,
  updateMessageTemplate,
  resetMessageTemplate,
  previewMessageTemplate,
  testMessageTemplate,
};
