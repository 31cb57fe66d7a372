/** A form as the JSON it stands for: its fields as text, JSON where they are that, its file as `{name, base64}`. */
export async function formAsJson(body: Buffer, contentType: string): Promise<Record<string, unknown>> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw Object.assign(new Error('the body is no form'), { statusCode: 400 });
    });
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form)
    fields[name] =
      typeof value === 'string'
        ? parsed(value)
        : { name: value.name, base64: Buffer.from(await value.arrayBuffer()).toString('base64') };
  return fields;
}

function parsed(text: string): unknown {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
