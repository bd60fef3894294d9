<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>mw::gui::AttachmentChip</name>
    <message numerus="yes">
        <source>%Ln tokens</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln character</numerusform>
            <numerusform>%Ln characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::Composer</name>
    <message numerus="yes">
        <source>Reading %n files…</source>
        <translation>
            <numerusform>Reading %n file…</numerusform>
            <numerusform>Reading %n files…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::FeasibilityChart</name>
    <message numerus="yes">
        <source>%1 tokens × %Ln chats: %2</source>
        <translation>
            <numerusform>%1 tokens × %Ln chat: %2</numerusform>
            <numerusform>%1 tokens × %Ln chats: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: more than %Ln chats</source>
        <translation>
            <numerusform>%1: more than %Ln chat</numerusform>
            <numerusform>%1: more than %Ln chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: up to %Ln chats</source>
        <translation>
            <numerusform>%1: up to %Ln chat</numerusform>
            <numerusform>%1: up to %Ln chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::LogCard</name>
    <message numerus="yes">
        <source>%Ln refused or failed</source>
        <translation>
            <numerusform>%Ln refused or failed</numerusform>
            <numerusform>%Ln refused or failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::RequestTable</name>
    <message numerus="yes">
        <source>%n in decode</source>
        <translation>
            <numerusform>%n in decode</numerusform>
            <numerusform>%n in decode</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in prefill</source>
        <translation>
            <numerusform>%n in prefill</numerusform>
            <numerusform>%n in prefill</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n queued</numerusform>
            <numerusform>%n queued</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::Serving</name>
    <message numerus="yes">
        <source>Endpoint: %Ln more were answered or refused</source>
        <translation>
            <numerusform>Endpoint: %Ln more was answered or refused</numerusform>
            <numerusform>Endpoint: %Ln more were answered or refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::SpeedChart</name>
    <message numerus="yes">
        <source>%n measured</source>
        <translation>
            <numerusform>%n measured</numerusform>
            <numerusform>%n measured</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats: %1 tokens/s predicted</source>
        <translation>
            <numerusform>%Ln chat: %1 tokens/s predicted</numerusform>
            <numerusform>%Ln chats: %1 tokens/s predicted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats: %1 tokens/s predicted, between %2 and %3</source>
        <translation>
            <numerusform>%Ln chat: %1 tokens/s predicted, between %2 and %3</numerusform>
            <numerusform>%Ln chats: %1 tokens/s predicted, between %2 and %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::StatusStrip</name>
    <message numerus="yes">
        <source>, %n waiting</source>
        <translation>
            <numerusform>, %n waiting</numerusform>
            <numerusform>, %n waiting</numerusform>
        </translation>
    </message>
</context>
</TS>
