import type { FirstFile } from './values.ts';

/** The first company file in English, with comments. */
export function englishFile({ companyid, appKey, secret, schema, file }: FirstFile): string {
  return `# yaml-language-server: $schema=${schema}
# A company, as \`gongdan apply ${file}\` sets it up. Change what you like and apply it again: what you leave out stays.
# All sections and keys: docs/company-file.md. Your editor completes them when it knows the schema above.

company:
  # Never change this id: another id is another company.
  companyid: ${companyid}
  name: My Company
  timezone: Europe/London
  language: en
  settings:
    reopen_on_reply: true # a reply of the customer reopens a closed ticket

# What your integrations sign with. Keep the key secret: with it, a program can read and change all tickets.
apps:
  - { appid: app-${companyid.slice(0, 8)}, app_key: ${appKey} }

groups:
  - { groupid: support, group_name: Support }
  - { groupid: returns, group_name: Returns }

# Agents sign in with their e-mail. Give the admin a password with
#   gongdan user password ${companyid} admin@example.com
agents:
  - agentid: admin
    agent_name: Admin
    agent_email: admin@example.com
    role: admin # agent, supervisor or admin
    groups: [support]
  - agentid: alex
    agent_name: Alex
    agent_email: alex@example.com
    groups: [support, returns]

# Custom fields of tickets. Types: 1 line, 2 text, 3 date, 5 number, 6 drop-down, 7 check boxes, 9 cascade …
fields:
  - { fieldid: order, field_name: Order number, field_type: 1, max: 40 }
  - fieldid: reason
    field_name: Reason
    field_type: 6
    fill_flag: true # required
    options:
      - { data_name: Broken, data_value: broken }
      - { data_name: Not as described, data_value: other }

# Which fields a category asks for.
templates:
  - { templateid: returns, template_name: Returns, fields: [order, reason] }

categories:
  - { typeid: question, type_name: Question }
  - typeid: return
    type_name: Return
    templateid: returns
    categories:
      - { typeid: refund, type_name: Refund }
      - { typeid: exchange, type_name: Exchange }

# Where messages about tickets are sent. The address is a made-up one that cannot be reached: put in your own.
# Receivers check the signature with the secret; docs/pushes.md shows how.
pushes:
  - pushid: receiver
    url: https://receiver.example/gongdan
    secret: ${secret}
    events: [created, edited, replied]

# Saved selections of tickets, for everybody or for one group.
views:
  - viewid: urgent
    name: Urgent
    all: [{ field: ticket_level, at_least: 3 }, { field: ticket_status, in: [0, 1, 2] }]
`;
}
